package io.murmur.metrics;

import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;

/// What kind of work an operation is; the tag `kind`.
public enum OperationKind {
    GET("get", false),
    PUT("put", true),
    DELETE("delete", true),
    LIST("list", false),
    COUNT("count", false);

    private final String text;
    private final boolean write;

    OperationKind(String text, boolean write) {
        this.text = text;
        this.write = write;
    }

    public static OperationKind of(ClientOperation operation) {
        return switch (operation) {
            case ClientOperation.Get _ -> GET;
            case ClientOperation.Put put -> kindOf(put.mutation());
            case ClientOperation.InSession(var inner, _) -> of(inner);
            case ClientOperation.List _ -> LIST;
            case ClientOperation.Count _ -> COUNT;
        };
    }

    private static OperationKind kindOf(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Set _, Mutation.Add _, Mutation.Unite _, Mutation.PutElements _ -> PUT;
            case Mutation.Delete _, Mutation.Expire _, Mutation.RemoveElements _ -> DELETE;
        };
    }

    public String text() {
        return text;
    }

    public boolean isWrite() {
        return write;
    }
}
