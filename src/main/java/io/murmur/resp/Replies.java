package io.murmur.resp;

import java.util.List;

/// The replies everybody gives, made once.
public final class Replies {

    public static final Reply OK = new Reply.Simple("OK");
    public static final Reply NULL = new Reply.Null();
    public static final Reply EMPTY = new Reply.Listing(List.of());
    public static final Reply ZERO = new Reply.Whole(0);

    private Replies() {}
}
