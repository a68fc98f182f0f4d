/// Pekko Persistence on a [io.murmur.storage.Volume]: journal and snapshot store.
///
/// Pekko makes the plug-ins from their class names in the configuration; they find the volume of their actor system
/// in [StorageExtension]. Events that bring their own bytes ([io.murmur.storage.StorableEvent]) are written with the
/// rows they cause in one write; any other event goes through Pekko's serialization. Reads of the journal go behind
/// all writes queued before them.
@NullMarked
package io.murmur.storage.journal;

import org.jspecify.annotations.NullMarked;
