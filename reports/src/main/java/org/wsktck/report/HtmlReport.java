package org.wsktck.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** index.html: one file that needs no other, no network and no JavaScript to be read. */
final class HtmlReport {
    static final String TEMPLATES = "org.wsktck.report.page.generated";

    private HtmlReport() {}

    static void write(Page page, Path file) throws IOException {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
        StringOutput output = new StringOutput();
        engine.render("report.jte", page, output);
        Files.writeString(file, output.toString(), StandardCharsets.UTF_8);
    }
}
