package dev.tasktoken.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests listeners alone: the beans with methods of {@link dev.tasktoken.spring.TaskTokenListener @TaskTokenListener},
 * tasktoken's autoconfiguration and the mapper of Jackson, with Step Functions and queues in the JVM
 * ({@link AutoConfigureLocalStepFunctions}). Other components of the application are left out; what a listener needs is
 * imported or replaced by the test.
 *
 * <pre>{@code
 * @TaskTokenTest
 * class ChargingTest {
 *     @Autowired
 *     LocalStepFunctions stepFunctions;
 *
 *     @Test
 *     void chargesTheOrder() {
 *         assertThat(stepFunctions.run(definition, order)).succeeded();
 *     }
 * }
 * }</pre>
 */
@AutoConfigureLocalStepFunctions
@BootstrapWith(TaskTokenTestContextBootstrapper.class)
@Documented
@ExtendWith(SpringExtension.class)
@ImportAutoConfiguration
@Inherited
@OverrideAutoConfiguration(enabled = false)
@Target(ElementType.TYPE)
@TypeExcludeFilters(TaskTokenTypeExcludeFilter.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface TaskTokenTest {
    /**
     * Properties that are added to the {@link Environment} before the context is made, as in {@code key=value}.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Whether beans with listener methods are taken from the application. If false, the test imports them.
     *
     * @return true by default
     */
    boolean useDefaultFilters() default true;

    /**
     * Further components of the application to take.
     *
     * @return filters
     */
    Filter[] includeFilters() default {};

    /**
     * Components of the application to leave out.
     *
     * @return filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Autoconfigurations to leave out.
     *
     * @return their classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
