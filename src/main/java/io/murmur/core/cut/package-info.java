/// What a cut was like, as one node saw it: from when to when it was out of touch with another node, what it wrote
/// meanwhile, what it fetched afterwards, which keys both had written, and when both held the same again.
///
/// A [CutLog] is told what happens and keeps [Cut]s; [Cuts] are what a volume remembers of them; a [Fate]
/// says what became of a key that both sides had written. All of it is for people: nothing here takes part in
/// a protocol. What is not here: who is out of touch (`core.membership`), how replicas come together
/// (`core.entropy`).
@NullMarked
package io.murmur.core.cut;

import org.jspecify.annotations.NullMarked;
