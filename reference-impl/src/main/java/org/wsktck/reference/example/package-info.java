/** WSK clients to read and to run, over real TCP: an echo server, and a gate that inspects who wants to come in. */
@NullMarked
package org.wsktck.reference.example;

import org.jspecify.annotations.NullMarked;
