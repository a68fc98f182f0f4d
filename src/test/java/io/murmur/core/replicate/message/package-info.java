/// Tests of what is judged of messages before a machine sees them.
@NullMarked
package io.murmur.core.replicate.message;

import org.jspecify.annotations.NullMarked;
