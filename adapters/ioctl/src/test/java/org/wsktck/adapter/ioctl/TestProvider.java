package org.wsktck.adapter.ioctl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.wsktck.target.TargetException;

/** The provider of the tests' own, {@code driver/test/provider}. */
final class TestProvider {
    private TestProvider() {}

    /** Builds it into the folder. The caller's test is skipped when the compiler is missing. */
    static Path build(Path work) throws TargetException {
        assumeTrue(NativeBuild.isPossible(), NativeBuild.COMPILER + " is not installed");
        Path driver = Files4Tests.DRIVER;
        Path core = driver.resolve("core");
        Path wdm = driver.resolve("wdm");
        return NativeBuild.kernel(
                work.resolve("netio.sys"),
                "0x150000000",
                List.of(Files4Tests.PROTOCOL, core, wdm, wdm.resolve("mingw")),
                List.of(
                        driver.resolve("test/provider/netio.c").toString(),
                        core.resolve("payload.c").toString()),
                List.of());
    }
}
