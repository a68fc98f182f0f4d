package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.resp.Request;
import java.util.Locale;

/// Turns arguments into keys and values, which take over their bytes.
///
/// @param keyBytesMax longer keys are refused
public record Arguments(int keyBytesMax) {

    /// The key at `index`.
    ///
    /// @throws MalformedBytes when it is too long
    public Key key(Request request, int index) {
        byte[] bytes = request.at(index);
        if (bytes.length > keyBytesMax) {
            throw new MalformedBytes(
                    "a key of " + bytes.length + " bytes is too large, at most " + keyBytesMax + " are allowed");
        }
        return Key.ofOwned(bytes);
    }

    /// The value at `index`.
    public static Value value(Request request, int index) {
        return Value.ofOwned(request.at(index));
    }

    /// The error for options that are none.
    public static MalformedBytes syntaxError() {
        return new MalformedBytes("syntax error");
    }

    /// The error for arguments that do not come out even.
    public static MalformedBytes wrongNumber(Request request) {
        String command = request.text(0).toLowerCase(Locale.ROOT);
        return new MalformedBytes("wrong number of arguments for '" + command + "' command");
    }
}
