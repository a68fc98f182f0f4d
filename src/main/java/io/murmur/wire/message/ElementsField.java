package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.hyper.HyperLogLog;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A change of elements inside of a message: what is done to which type, then the elements, each with its value where
/// that type has values. Or, in the place of a type, that registers are to be united, and these.
final class ElementsField {

    private static final int REGISTERS = 0;
    private static final int REMOVED = 4;
    private static final int NAME_BYTES_MIN = 1;

    private ElementsField() {}

    static void write(Mutation.OfElements mutation, BytesWriter out) {
        switch (mutation) {
            case Mutation.PutElements(var type, var entries) -> {
                out.u8(Element.codeOf(type)).varint(entries.size());
                for (Mutation.Entry entry : entries) {
                    Fields.writeValue(entry.name(), out);
                    Value value = entry.value();
                    if (value != null) {
                        Fields.writeValue(value, out);
                    }
                }
            }
            case Mutation.RemoveElements(var type, var names) -> {
                out.u8(Element.codeOf(type) | REMOVED);
                writeNames(names, out);
            }
        }
    }

    /// An addition to a HyperLogLog.
    static void write(HyperLogLog seen, BytesWriter out) {
        seen.writeTo(out.u8(REGISTERS));
    }

    static Mutation read(BytesReader in) {
        int kind = in.u8();
        if (kind == REGISTERS) {
            return new Mutation.Unite(HyperLogLog.readFrom(in));
        }
        KeyType type = Element.typeOf(kind & ~REMOVED);
        if ((kind & REMOVED) != 0) {
            return new Mutation.RemoveElements(type, distinct(readNames(in)));
        }
        int count = in.count(in.remaining() / NAME_BYTES_MIN);
        List<Mutation.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Value name = Fields.readValue(in);
            entries.add(new Mutation.Entry(name, type == KeyType.SET ? null : Fields.readValue(in)));
        }
        var mutation = new Mutation.PutElements(type, entries);
        distinct(mutation.names());
        return mutation;
    }

    private static List<Value> distinct(List<Value> names) {
        if (names.isEmpty() || new TreeSet<>(names).size() < names.size()) {
            throw new MalformedBytes("a change names no element, or one of them twice");
        }
        return names;
    }

    static void writeNames(List<Value> names, BytesWriter out) {
        out.varint(names.size());
        for (Value name : names) {
            Fields.writeValue(name, out);
        }
    }

    static List<Value> readNames(BytesReader in) {
        int count = in.count(in.remaining() / NAME_BYTES_MIN);
        List<Value> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(Fields.readValue(in));
        }
        return names;
    }
}
