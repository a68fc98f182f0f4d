package io.murmur.storage.journal;

import io.murmur.storage.Volume;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.jspecify.annotations.Nullable;

/// The volume of one actor system, and how its journalled records are read back. Thread-safe.
public final class StorageExtension implements Extension {

    private static final Id ID = new Id();

    private final ConcurrentHashMap<Integer, Function<byte[], Object>> decoders = new ConcurrentHashMap<>();
    private volatile @Nullable Volume volume;

    private StorageExtension() {}

    public static StorageExtension of(ActorSystem system) {
        return ID.get(system);
    }

    /// Must be called before the first persistent actor starts.
    public StorageExtension use(Volume opened) {
        volume = opened;
        return this;
    }

    /// Says how records of [io.murmur.storage.StorableEvent#recordTag] `tag` become events again.
    public StorageExtension decode(int tag, Function<byte[], Object> decoder) {
        decoders.put(tag, decoder);
        return this;
    }

    Volume volume() {
        Volume opened = volume;
        if (opened == null) {
            throw new IllegalStateException("the volume was not handed to the storage extension");
        }
        return opened;
    }

    Object decoded(int tag, byte[] record) {
        Function<byte[], Object> decoder = decoders.get(tag);
        if (decoder == null) {
            throw new IllegalStateException("journal records with tag " + tag
                    + " are not known to this version: start the version of Murmur that wrote them");
        }
        return decoder.apply(record);
    }

    private static final class Id extends AbstractExtensionId<StorageExtension> {
        @Override
        public StorageExtension createExtension(ExtendedActorSystem system) {
            return new StorageExtension();
        }
    }
}
