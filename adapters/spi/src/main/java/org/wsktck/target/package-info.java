/**
 * What a test is made of (scripts: client, callback and peer steps as data) and what executes it (targets, which answer with observations).
 */
@NullMarked
package org.wsktck.target;

import org.jspecify.annotations.NullMarked;
