package org.wsktck.suite.engine;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.PackageSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;

/** Which of our tests a discovery request asks for. */
final class Selection {
    private final List<DiscoverySelector> selectors;

    private Selection(List<DiscoverySelector> selectors) {
        this.selectors = selectors;
    }

    static Selection of(EngineDiscoveryRequest request) {
        return new Selection(new ArrayList<>(request.getSelectorsByType(DiscoverySelector.class)));
    }

    /** Whether the test that comes from this method of this class, with this id, is asked for. */
    boolean includes(Class<?> type, String method, UniqueId id) {
        return selectors.stream().anyMatch(selector -> matches(selector, type, method, id));
    }

    private static boolean matches(DiscoverySelector selector, Class<?> type, String method, UniqueId id) {
        if (selector instanceof ClassSelector byClass) {
            return byClass.getClassName().equals(type.getName());
        }
        if (selector instanceof MethodSelector byMethod) {
            return byMethod.getClassName().equals(type.getName())
                    && byMethod.getMethodName().equals(method);
        }
        if (selector instanceof PackageSelector byPackage) {
            return (type.getName() + ".").startsWith(byPackage.getPackageName() + ".");
        }
        return selector instanceof UniqueIdSelector byId && id.hasPrefix(byId.getUniqueId());
    }
}
