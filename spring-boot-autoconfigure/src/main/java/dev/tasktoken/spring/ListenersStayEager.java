package dev.tasktoken.spring;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/** With {@code spring.main.lazy-initialization}, nothing would ask for a bean whose methods poll a queue. */
final class ListenersStayEager implements LazyInitializationExcludeFilter {
    @Override
    public boolean isExcluded(String beanName, BeanDefinition definition, Class<?> type) {
        return type == TaskTokenListeners.class || !ListenerMethods.of(type).isEmpty();
    }
}
