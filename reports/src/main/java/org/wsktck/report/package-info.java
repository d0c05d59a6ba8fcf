/** Writers that turn the results of a run into the certificate, the page for people, JUnit XML, Allure results, traces and diagrams. */
@NullMarked
package org.wsktck.report;

import org.jspecify.annotations.NullMarked;
