package dev.tasktoken.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Collects the methods with {@link TaskTokenListener} of all beans. Thread-safe. */
final class ListenerMethods implements BeanPostProcessor {
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
        if (AnnotationUtils.isCandidateClass(type, TaskTokenListener.class)) {
            of(type).forEach((method, annotation) -> {
                found.add(ListenerMethod.of(beanName, bean, method, annotation));
                beans.registerDependentBean(beanName, CALLER); // so that the bean is destroyed after the last handler
            });
        }
        return bean;
    }

    /** The methods of a class. */
    static Map<Method, TaskTokenListener> of(Class<?> type) {
        return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<TaskTokenListener>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, TaskTokenListener.class));
    }
}
