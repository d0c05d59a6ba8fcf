package org.wsktck.adapter.ioctl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * What a Windows image says of itself, as far as one wants to know before it is loaded: for which processor it is and which names it exports. Layout as in Microsoft's "PE Format".
 * Offsets into the file that lie outside of it are found, whoever has made it.
 *
 * @param machine the processor, as the COFF header numbers it
 * @param exports the names in the export table; empty when there is none
 * @param ofWine whether it carries the mark of the images that come with Wine, which Wine never loads as native
 */
record PeImage(int machine, Set<String> exports, boolean ofWine) {
    static final int X86_64 = 0x8664;

    private static final int DOS_MAGIC = 0x5A4D;
    private static final int DOS_PE = 0x3C;
    /** Where Wine's tools put their mark, behind the DOS header. */
    private static final int DOS_END = 0x40;

    private static final String BUILTIN = "Wine builtin DLL";
    private static final String PLACEHOLDER = "Wine placeholder DLL";

    private static final int PE_MAGIC = 0x4550;
    private static final int COFF = 4;
    private static final int COFF_SECTIONS = COFF + 2;
    private static final int COFF_OPTIONAL_SIZE = COFF + 16;
    private static final int OPTIONAL = COFF + 20;
    private static final int PE32_PLUS = 0x20B;
    /** The count of the data directories in the optional header, and the first of them, that of the exports. */
    private static final int DIRECTORIES_32 = 92;

    private static final int DIRECTORIES_64 = 108;

    private static final int SECTION = 40;
    private static final int SECTION_ADDRESS = 12;
    private static final int SECTION_SIZE = 16;
    private static final int SECTION_PLACE = 20;

    private static final int EXPORT_COUNT = 24;
    private static final int EXPORT_NAMES = 32;
    /** No image has more; the numbers of the functions have 16 bits. */
    private static final int MOST = 1 << 16;

    private static final int LONGEST = 512;

    PeImage {
        exports = Set.copyOf(exports);
    }

    /**
     * Reads the headers and the export table of an image.
     *
     * @throws IllegalArgumentException when it is none, or its tables lead out of it; the message says so to people
     */
    static PeImage of(byte[] image) {
        try {
            return new Reader(image).read();
        } catch (IndexOutOfBoundsException outside) {
            throw new IllegalArgumentException("it is cut off, or its tables lead out of it", outside);
        }
    }

    private static final class Reader {
        private final ByteBuffer bytes;
        private int header;
        private int sections;
        private int sectionCount;

        Reader(byte[] image) {
            bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        }

        PeImage read() {
            if (bytes.limit() < 2 || word(0) != DOS_MAGIC) {
                throw new IllegalArgumentException("it does not begin with 'MZ'");
            }
            header = bytes.getInt(DOS_PE);
            if (bytes.getInt(header) != PE_MAGIC) {
                throw new IllegalArgumentException("it has no PE header");
            }
            sectionCount = word(header + COFF_SECTIONS);
            sections = header + OPTIONAL + word(header + COFF_OPTIONAL_SIZE);
            return new PeImage(word(header + COFF), exports(), says(BUILTIN) || says(PLACEHOLDER));
        }

        private int word(int at) {
            return Short.toUnsignedInt(bytes.getShort(at));
        }

        private boolean says(String mark) {
            return text(DOS_END, mark.length()).equals(mark);
        }

        private Set<String> exports() {
            Set<String> names = new HashSet<>();
            int optional = header + OPTIONAL;
            int directories = optional + (word(optional) == PE32_PLUS ? DIRECTORIES_64 : DIRECTORIES_32);
            int table = bytes.getInt(directories) < 1 ? 0 : bytes.getInt(directories + Integer.BYTES);
            if (table == 0) {
                return names;
            }
            int place = place(table);
            int count = bytes.getInt(place + EXPORT_COUNT);
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException("its export table is nonsense");
            }
            if (count > 0) {
                int list = place(bytes.getInt(place + EXPORT_NAMES));
                for (int i = 0; i < count; i++) {
                    names.add(text(place(bytes.getInt(list + i * Integer.BYTES)), LONGEST));
                }
            }
            return names;
        }

        /** Where in the file lies what is loaded to that address. */
        private int place(int address) {
            for (int i = 0; i < sectionCount; i++) {
                int section = sections + i * SECTION;
                int offset = address - bytes.getInt(section + SECTION_ADDRESS);
                if (offset >= 0 && offset < bytes.getInt(section + SECTION_SIZE)) {
                    return bytes.getInt(section + SECTION_PLACE) + offset;
                }
            }
            throw new IllegalArgumentException("its export table lies in no section");
        }

        /** The text that begins there and ends with a zero, but not longer than that. */
        private String text(int at, int longest) {
            StringBuilder text = new StringBuilder();
            for (byte next = bytes.get(at);
                    next != 0 && text.length() < longest;
                    next = bytes.get(at + text.length())) {
                text.append((char) Byte.toUnsignedInt(next));
            }
            return text.toString();
        }
    }
}
