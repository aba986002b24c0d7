package dev.tasktoken.spring.test;

import dev.tasktoken.spring.TaskTokenListener;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Leaves out all components but those with listener methods. */
final class TaskTokenTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<TaskTokenTest> {
    TaskTokenTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected boolean defaultInclude(MetadataReader component, MetadataReaderFactory factory) {
        return component.getAnnotationMetadata().hasAnnotatedMethods(TaskTokenListener.class.getName());
    }
}
