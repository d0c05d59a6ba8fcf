package org.wsktck.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Java values to TLA+ values and back. */
final class TlaValues {
    private TlaValues() {}

    static Value text(String value) {
        return new StringValue(value);
    }

    static Value number(int value) {
        return IntValue.gen(value);
    }

    static Value flag(boolean value) {
        return value ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    static Value texts(Collection<String> values) {
        return set(values.stream().map(TlaValues::text).toArray(Value[]::new));
    }

    static Value set(Value... values) {
        Value set = new SetEnumValue(values, false);
        set.normalize();
        return set;
    }

    /** A record from names and values in turn. */
    static Value record(Object... namesAndValues) {
        int size = namesAndValues.length / 2;
        UniqueString[] names = new UniqueString[size];
        Value[] values = new Value[size];
        for (int i = 0; i < size; i++) {
            names[i] = UniqueString.uniqueStringOf((String) namesAndValues[2 * i]);
            values[i] = (Value) namesAndValues[2 * i + 1];
        }
        Value record = new RecordValue(names, values, false);
        record.normalize();
        return record;
    }

    static Value field(Value record, String name) {
        RecordValue r = (RecordValue) record.toRcd();
        UniqueString key = UniqueString.uniqueStringOf(name);
        for (int i = 0; i < r.names.length; i++) {
            if (r.names[i].equals(key)) {
                return r.values[i];
            }
        }
        throw new OracleException("the specification gave a record without " + name + ": " + record);
    }

    static String text(Value value) {
        return ((StringValue) value).val.toString();
    }

    static int number(Value value) {
        return ((IntValue) value).val;
    }

    static boolean flag(Value value) {
        return ((BoolValue) value).val;
    }

    static Value[] elements(Value set) {
        SetEnumValue s = (SetEnumValue) set.toSetEnum();
        s.normalize();
        return s.elems.toArray();
    }

    /** Text, number, truth value or set of texts (as a sorted list) as a Java value. */
    static Object plain(Value value) {
        if (value instanceof StringValue) {
            return text(value);
        }
        if (value instanceof IntValue) {
            return number(value);
        }
        if (value instanceof BoolValue) {
            return flag(value);
        }
        return List.copyOf(textSet(value));
    }

    /** The elements of a tuple. */
    static Value[] tuple(Value tuple) {
        return ((TupleValue) tuple.toTuple()).elems;
    }

    static Set<String> textSet(Value set) {
        Set<String> texts = new TreeSet<>();
        for (Value element : elements(set)) {
            texts.add(text(element));
        }
        return texts;
    }
}
