package org.wsktck.suite.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that tells of a client which breaks one client rule: the test of the oracle's other half. The oracle must name exactly that rule.
 *
 * <p>Such scripts are not part of a certification, since a provider's answer to them is mostly undefined. They run against the reference, which survives them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FaultyClient {
    /** The client rule that is broken. */
    String rule();

    /** One sentence that says what the client does wrong. */
    String title();

    /** Rules that cannot but be broken together with it. */
    String[] implied() default {};

    /** The target that lets the fault show, when a conforming provider gives no occasion for it. */
    String on() default "reference";

    /** How many seeds to try when the fault is a race: one of them must show it. */
    int seeds() default 1;
}
