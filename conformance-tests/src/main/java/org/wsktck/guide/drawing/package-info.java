/**
 * Lays out state diagrams and writes them as SVG: layer by layer from top to bottom, the same on every machine, since it measures text by a table of its own and asks
 * no font.
 */
@NullMarked
package org.wsktck.guide.drawing;

import org.jspecify.annotations.NullMarked;
