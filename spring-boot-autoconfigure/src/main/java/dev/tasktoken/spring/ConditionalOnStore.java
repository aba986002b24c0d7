package dev.tasktoken.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Holds if {@code tasktoken.pending.store} names one of these stores, spelled in any way that Spring Boot binds. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnStore.class)
@interface ConditionalOnStore {
    /** The stores; any if there is none. */
    TaskTokenProperties.Store[] value() default {};
}
