package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java machine that was killed leaves of its Wine is removed by the next one, and nothing else is. */
class WineFoldersTest {
    @TempDir
    Path parent;

    private Path folder(String name, String owner) throws Exception {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.createDirectories(folder.resolve("home"));
        if (!owner.isEmpty()) {
            Files.writeString(folder.resolve("owner"), owner);
        }
        return folder;
    }

    @Test
    void onlyOrphansAreRemoved() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path orphan = folder("wsktck-wine-1", Long.toString(ended.pid()));
        Path owned =
                folder("wsktck-wine-2", Long.toString(ProcessHandle.current().pid()));
        Path young = folder("wsktck-wine-3", "");
        Path other = folder("something-else", Long.toString(ended.pid()));
        Wine.removeOrphans(young);
        assertThat(orphan).doesNotExist();
        assertThat(owned).exists();
        assertThat(young).exists();
        assertThat(other).exists();
    }
}
