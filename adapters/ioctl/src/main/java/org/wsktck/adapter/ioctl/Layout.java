package org.wsktck.adapter.ioctl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of a struct lie.
 *
 * @param name name in the definition
 * @param size bytes
 * @param alignment the largest size of a number in it
 * @param members in order, without gaps
 */
record Layout(String name, int size, int alignment, List<Member> members) {
    /**
     * One member.
     *
     * @param name name in the definition
     * @param type u8, u16, u32, u64, s64 or the name of a struct
     * @param offset from the beginning of the struct
     * @param count elements; 1 when the member is no array
     * @param bytes of one element
     * @param nested layout of the struct, null for a number
     */
    record Member(
            String name,
            String type,
            int offset,
            int count,
            int bytes,
            @Nullable Layout nested) {
        boolean isPadding() {
            return name.startsWith("pad");
        }

        int end() {
            return offset + count * bytes;
        }
    }

    Member member(String wanted) {
        return members.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The struct " + name + " has no member " + wanted));
    }
}
