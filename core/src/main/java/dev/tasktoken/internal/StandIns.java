package dev.tasktoken.internal;

import com.fasterxml.jackson.databind.util.ClassUtil;
import java.util.Set;

/** Types whose objects stand for a value: a mapper that knows nothing of them writes their properties instead. */
public final class StandIns {
    /** By name, since most are of libraries that only their users have. */
    private static final Set<String> NAMES = Set.of(
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "java.util.Optional",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.stream.BaseStream",
            "org.reactivestreams.Publisher",
            "io.reactivex.CompletableSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.ObservableSource",
            "io.reactivex.SingleSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.smallrye.mutiny.Uni",
            "io.vertx.core.Future",
            "kotlin.Lazy",
            "kotlin.sequences.Sequence",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow",
            "scala.concurrent.Future");

    private StandIns() {}

    public static boolean contains(Class<?> type) {
        boolean isLambda = type.isHidden() && type.isSynthetic();
        return isLambda || isAny(type, NAMES);
    }

    /** Whether it is, extends or implements a type of one of these names. */
    static boolean isAny(Class<?> type, Set<String> names) {
        return ClassUtil.findRawSuperTypes(type, null, true).stream()
                .anyMatch(known -> names.contains(known.getName()));
    }

    /** What may be said of an object that is refused. */
    public static String problem(Class<?> type) {
        return type.getName() + " stands for a result and is not a result";
    }
}
