/// Where the numbers of other rooms come from: records of suppliers, one record per room. Each supplier is called
/// when the metrics are read, from any thread, and answers at once.
@NullMarked
package io.murmur.metrics.source;

import org.jspecify.annotations.NullMarked;
