/// The manual of every key: `reference.conf` documents what it defines.
///
/// Entry: [ReferenceConfTest]. What values are allowed is not judged here but where settings are read.
@NullMarked
package io.murmur.rules.config;

import org.jspecify.annotations.NullMarked;
