/** What a certification run found, as plain records: the suite fills them, the report writers of {@code org.wsktck.report} read them. */
@NullMarked
package org.wsktck.report.model;

import org.jspecify.annotations.NullMarked;
