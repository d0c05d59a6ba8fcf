package org.wsktck.suite.scenario;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;

/** Finds all stories: every annotated method of the classes by group. */
public final class Stories {
    /** The classes that tell stories, one per group of rules. */
    public static final List<Class<?>> BOOKS = List.of(
            GeneralScenarios.class,
            EnablingScenarios.class,
            StaticScenarios.class,
            ClientScenarios.class,
            DatagramScenarios.class,
            ConnectionScenarios.class,
            DisconnectScenarios.class,
            BacklogScenarios.class,
            ListeningScenarios.class,
            ConditionalScenarios.class,
            StreamScenarios.class,
            ExtensionScenarios.class,
            ClosingScenarios.class,
            ContextScenarios.class);

    private static final List<Story> ALL =
            BOOKS.stream().flatMap(book -> told(book).stream()).toList();

    private Stories() {}

    /** The scenarios of all groups. */
    public static List<Story> scenarios() {
        return ALL.stream().filter(story -> !story.faulty()).toList();
    }

    /** The scenarios of one group class. */
    public static List<Story> scenarios(Class<?> book) {
        return scenarios().stream().filter(story -> story.type() == book).toList();
    }

    /** The faulty clients. */
    public static List<Story> faultyClients() {
        return ALL.stream().filter(Story::faulty).toList();
    }

    private static List<Story> told(Class<?> book) {
        List<Story> stories = new ArrayList<>();
        for (Method method : book.getDeclaredMethods()) {
            Scenario scenario = method.getAnnotation(Scenario.class);
            if (scenario != null) {
                stories.add(scenario(book, method, scenario));
            }
            FaultyClient faulty = method.getAnnotation(FaultyClient.class);
            if (faulty != null) {
                stories.add(faultyClient(book, method, faulty));
            }
        }
        stories.sort(Comparator.comparing(Story::rule).thenComparing(Story::method));
        return stories;
    }

    private static Story scenario(Class<?> book, Method method, Scenario scenario) {
        Script script = tell(book, method, scenario.rule(), scenario.title());
        return new Story(
                scenario.rule(),
                script,
                scenario.check(),
                new HashSet<>(Arrays.asList(scenario.deliberate())),
                false,
                "",
                1,
                book,
                method.getName());
    }

    private static Story faultyClient(Class<?> book, Method method, FaultyClient faulty) {
        Script script = tell(book, method, faulty.rule(), faulty.title());
        Set<String> broken = new HashSet<>(Arrays.asList(faulty.implied()));
        broken.add(faulty.rule());
        return new Story(faulty.rule(), script, "", broken, true, faulty.on(), faulty.seeds(), book, method.getName());
    }

    private static Script tell(Class<?> book, Method method, String rule, String title) {
        try {
            Object teller = book.getDeclaredConstructor().newInstance();
            return (Script) method.invoke(teller, ScriptBuilder.script(rule + "-" + method.getName(), title));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    book.getSimpleName() + "." + method.getName() + " cannot be told", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    book.getSimpleName() + "." + method.getName()
                            + " must be a method that takes a ScriptBuilder and returns a Script",
                    e);
        }
    }
}
