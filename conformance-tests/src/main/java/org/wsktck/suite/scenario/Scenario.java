package org.wsktck.suite.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that tells the shortest story which exercises a rule. The method takes a script builder and returns the script. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Scenario {
    /** The rule's id in the catalogue. */
    String rule();

    /** One sentence that says what happens. */
    String title();

    /** Where to look in a provider when the scenario fails. */
    String check();

    /** Client rules that the script breaks on purpose, because the provider's answer to that is what the rule is about. */
    String[] deliberate() default {};
}
