/// Tests of membership by inputs and outputs: one member, whose peers are played by the test.
@NullMarked
package io.murmur.core.membership;

import org.jspecify.annotations.NullMarked;
