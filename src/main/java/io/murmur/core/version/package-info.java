/// Version metadata: dots, version vectors, partition clocks and the hybrid logical clock.
///
/// A dot names one write event and is never used twice. A version vector is the causal context of one key. A partition
/// clock says which dots a replica has durably applied. Sources: Almeida, Baquero, Gonçalves, Preguiça, Fonte,
/// "Scalable and Accurate Causality Tracking for Eventually Consistent Stores" (DVVSet); Gonçalves et al., "DottedDB"
/// (node-wide clocks); Kulkarni et al., "Logical Physical Clocks" (2014).
///
/// Everything here is a value unless its comment says otherwise. What is not here: what a key holds (`core.value`).
@NullMarked
package io.murmur.core.version;

import org.jspecify.annotations.NullMarked;
