/** Tests of the guide: it is up to date, complete, and every link in it leads somewhere. */
@NullMarked
package org.wsktck.guide;

import org.jspecify.annotations.NullMarked;
