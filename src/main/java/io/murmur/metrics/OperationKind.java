package io.murmur.metrics;

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
            case ClientOperation.Put put -> put.value() == null ? DELETE : PUT;
            case ClientOperation.List _ -> LIST;
            case ClientOperation.Count _ -> COUNT;
        };
    }

    public String text() {
        return text;
    }

    public boolean isWrite() {
        return write;
    }
}
