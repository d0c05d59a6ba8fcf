package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be said here, without Windows, of the build for it: the sources are C without extensions, the core's layouts are those of Microsoft's compiler, and the files of the build fit together. */
class WindowsSourcesTest {
    private static final Path WINDOWS = Path.of("windows");
    private static final Path WORKFLOW = Path.of("../../.github/workflows/windows.yml");
    private static final List<String> STRICT = List.of(
            "-std=c11",
            "-pedantic",
            "-Wall",
            "-Wextra",
            "-Wshadow",
            "-Wimplicit-int-conversion",
            "-Wshorten-64-to-32",
            "-Werror",
            "-fsyntax-only");

    @TempDir
    Path work;

    private static List<String> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(Path::toString)
                    .filter(each -> each.endsWith(".c"))
                    .sorted()
                    .toList();
        }
    }

    private void compiles(String target, List<String> options, List<String> sources)
            throws IOException, InterruptedException {
        assumeTrue(Tools.has("clang"), "clang is not installed");
        assertThat(sources).isNotEmpty();
        List<String> command = new ArrayList<>(List.of("clang", "--target=" + target));
        command.addAll(STRICT);
        command.addAll(options);
        command.addAll(List.of("-I" + Files4Tests.PROTOCOL, "-I" + Files4Tests.DRIVER.resolve("core")));
        command.addAll(sources);
        Commands.run(work.resolve("clang.log"), Map.of(), command);
    }

    @Test
    void theCoreCompilesForMicrosoftsCompilerWithTheSameLayouts() throws IOException, InterruptedException {
        compiles(
                "x86_64-pc-windows-msvc",
                List.of("-ffreestanding", "-Wno-language-extension-token", "-DWSKTCK_KERNEL", "-Idriver/test/msvc"),
                sources("driver/core"));
    }

    /** With mingw-w64's headers as those of the system, so that only what is written here is held to the standard. */
    @ParameterizedTest
    @ValueSource(strings = {"driver/core", "driver/wdm", "agent"})
    void theSourcesUseNoExtensionOfGcc(String folder) throws IOException, InterruptedException {
        assumeTrue(Tools.has("x86_64-w64-mingw32-gcc"), "mingw-w64 is not installed");
        List<String> options = new ArrayList<>(List.of("-D_WIN32_WINNT=0x0A00"));
        String root = Commands.run(
                        work.resolve("root.log"), Map.of(), List.of("x86_64-w64-mingw32-gcc", "-print-sysroot"))
                .strip();
        for (String each : List.of(root, "/usr")) {
            String include = each + "/x86_64-w64-mingw32/include";
            if (!folder.equals("agent")) {
                options.addAll(List.of("-isystem", include + "/ddk"));
            }
            options.addAll(List.of("-isystem", include));
        }
        if (!folder.equals("agent")) {
            options.addAll(List.of("-DWSKTCK_KERNEL", "-Idriver/wdm", "-isystem", "driver/wdm/mingw"));
        }
        compiles("x86_64-w64-windows-gnu", options, sources(folder));
    }

    private static Document xml(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(WINDOWS.resolve(name).toFile());
    }

    private static List<String> all(Document document, String element, String attribute) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(((Element) nodes.item(i)).getAttribute(attribute));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wsktck.vcxproj", "agent.vcxproj"})
    void everyFileOfAProjectIsThere(String project) throws Exception {
        Document document = xml(project);
        List<String> files = new ArrayList<>(all(document, "ClCompile", "Include"));
        files.addAll(all(document, "ClInclude", "Include"));
        files.addAll(all(document, "Inf", "Include"));
        files.removeIf(String::isEmpty);
        assertThat(files).isNotEmpty();
        for (String each : files) {
            Path path = WINDOWS.resolve(each.replace('\\', '/'));
            if (path.getFileName().toString().startsWith("*.h")
                    && path.getParent().endsWith("agent")) {
                continue; // an agent without a header of its own
            }
            try (var found = Files.newDirectoryStream(
                    path.getParent(), path.getFileName().toString())) {
                assertThat(found).as(each).isNotEmpty();
            }
        }
        String folders = document.getElementsByTagName("AdditionalIncludeDirectories")
                .item(0)
                .getTextContent();
        assertThat(folders).doesNotContain("mingw");
        for (String each : folders.replace('\\', '/').split(";")) {
            assertThat(each.startsWith("%") || Files.isDirectory(WINDOWS.resolve(each)))
                    .as(each)
                    .isTrue();
        }
    }

    @Test
    void theKitsAreOfOneVersion() throws Exception {
        Document packages = xml("packages.config");
        String version =
                xml("kit.props").getElementsByTagName("WsktckKit").item(0).getTextContent();
        assertThat(all(packages, "package", "version")).hasSize(3).containsOnly(version);
        String props = Files.readString(WINDOWS.resolve("kit.props"));
        for (String id : all(packages, "package", "id")) {
            assertThat(props).contains(")" + id + ".$(WsktckKit)\\build\\native\\");
        }
    }

    @Test
    void theInfInstallsWhatTheProjectBuilds() throws Exception {
        String inf = Files.readString(WINDOWS.resolve("wsktck.inf"));
        assertThat(xml("wsktck.vcxproj")
                        .getElementsByTagName("TargetName")
                        .item(0)
                        .getTextContent())
                .isEqualTo("wsktck");
        assertThat(inf).contains("ServiceBinary = %13%\\wsktck.sys").contains("CatalogFile = wsktck.cat");
        // Every section that is named is there, and every string.
        for (String section :
                List.of("Files", "Service", "DefaultInstall.NTamd64", "DefaultInstall.NTamd64.Services")) {
            assertThat(inf).contains("[" + section + "]");
        }
        Matcher strings = Pattern.compile("%([A-Za-z]+)%").matcher(inf);
        while (strings.find()) {
            assertThat(inf).containsPattern("(?m)^" + strings.group(1) + " += \"");
        }
        // The agent makes a service of the same name.
        assertThat(Files.readString(Path.of("agent/agent.c"))).contains("#define SERVICE \"wsktck\"");
        assertThat(inf).contains("AddService = wsktck,,Service");
    }

    @Test
    void theWorkflowRunsScriptsThatAreThere() throws IOException {
        JsonNode workflow = new YAMLMapper().readTree(WORKFLOW.toFile());
        int scripts = 0;
        for (JsonNode job : workflow.get("jobs")) {
            assertThat(job.get("runs-on").asText()).isNotEmpty();
            for (JsonNode step : job.get("steps")) {
                assertThat(step.has("uses")).as("%s", step).isNotEqualTo(step.has("run"));
                Matcher script = Pattern.compile("adapters\\\\ioctl\\\\windows\\\\([a-z]+\\.ps1)")
                        .matcher(step.path("run").asText());
                while (script.find()) {
                    scripts++;
                    assertThat(WINDOWS.resolve(script.group(1))).isRegularFile();
                }
            }
        }
        assertThat(scripts).isGreaterThanOrEqualTo(4);
    }
}
