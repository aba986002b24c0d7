package dev.tasktoken.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Collects the methods with {@link TaskTokenListener} of all beans that are singletons. The instances behind a scope's
 * proxy are none: the proxy is called, which finds or makes one for each message. Thread-safe.
 */
final class ListenerMethods implements BeanPostProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerMethods.class);

    /** The name of the bean that calls them. */
    static final String CALLER = "tasktokenListeners";

    private final ConfigurableBeanFactory beans;
    private final List<ListenerMethod> found = new CopyOnWriteArrayList<>();

    ListenerMethods(ConfigurableBeanFactory beans) {
        this.beans = beans;
    }

    /** In the order in which their beans were made. */
    List<ListenerMethod> all() {
        return List.copyOf(found);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopUtils.getTargetClass(bean);
        Map<Method, TaskTokenListener> methods =
                AnnotationUtils.isCandidateClass(type, TaskTokenListener.class) ? of(type) : Map.of();
        if (!methods.isEmpty() && isSingleton(bean, beanName)) {
            methods.forEach((method, annotation) -> {
                found.add(ListenerMethod.of(beanName, bean, method, annotation));
                beans.registerDependentBean(beanName, CALLER); // so that the bean is destroyed after the last handler
            });
        }
        return bean;
    }

    /** Of a bean that has no definition there is one. A factory is not asked about its product while it is made. */
    private boolean isSingleton(Object bean, String beanName) {
        String name = bean instanceof FactoryBean ? BeanFactory.FACTORY_BEAN_PREFIX + beanName : beanName;
        return !beans.containsBean(name) || beans.isSingleton(name);
    }

    /**
     * Asks for the beans with such methods that nobody has asked for: lazy ones, and the proxies of scopes.
     *
     * @throws InvalidListenerException if one is of a scope without a proxy, so that nothing would call it
     */
    void askForAll(ListableBeanFactory all) {
        for (String name : all.getBeanNamesForType(Object.class, true, false)) {
            boolean isThere = beans.containsSingleton(name) && !beans.isFactoryBean(name);
            if (!isThere && !ScopedProxyUtils.isScopedTarget(name)) {
                ask(all, name);
            }
        }
    }

    private static void ask(ListableBeanFactory all, String name) {
        for (Method method : methodsOf(all, name)) {
            if (!all.isSingleton(name)) {
                throw new InvalidListenerException(
                        method,
                        "is in the bean " + name + ", of which there may be none or several: make it a singleton, or"
                                + " give its scope a proxy, as in @Scope(proxyMode = ScopedProxyMode.TARGET_CLASS)");
            }
            all.getBean(name);
        }
    }

    /** A lazy bean may have methods with types that are not there: nobody can ask for it, either. */
    private static Set<Method> methodsOf(ListableBeanFactory all, String name) {
        try {
            Class<?> type = all.getType(name, false);
            return type == null || !AnnotationUtils.isCandidateClass(type, TaskTokenListener.class)
                    ? Set.of()
                    : of(type).keySet();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("The bean {} is not looked at: {}", name, e.getClass().getName());
            return Set.of();
        }
    }

    /** The methods of a class. */
    static Map<Method, TaskTokenListener> of(Class<?> type) {
        return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<TaskTokenListener>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, TaskTokenListener.class));
    }
}
