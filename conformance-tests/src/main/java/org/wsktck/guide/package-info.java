/** The guide: the specification as a document for people, made from catalogue, TLA+ modules and models; and the figures of the README. */
@NullMarked
package org.wsktck.guide;

import org.jspecify.annotations.NullMarked;
