/// Tests of the Redis protocol: hostile bytes, golden replies, the facts of commands and the page made from them.
@NullMarked
package io.murmur.resp;

import org.jspecify.annotations.NullMarked;
