/**
 * A Winsock Kernel provider in Java, usable as a simulator: sockets of every category, and the client object. It has
 * no switch to misbehave; where the documentation leaves a choice, the Javadoc of the class that decides says which.
 */
@NullMarked
package org.wsktck.reference;

import org.jspecify.annotations.NullMarked;
