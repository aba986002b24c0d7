package dev.tasktoken.examples.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What a handler can come to, read from the bytecode: every method of this project that can run once Lambda has made
 * the handler and calls it (rapid type analysis). A call goes to each class that is made on the way and has such a
 * method; a lambda counts where it is made; what the JDK or a library can call of an object counts when it is made.
 * Says too much rather than too little; reflection it does not see, and the project uses none.
 */
final class Reach {
    private static final String OURS = "dev/tasktoken/";

    private final Map<String, ClassNode> classes = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> initialized = new HashSet<>();
    private final Set<String> signatures = new HashSet<>();
    private final Map<String, MethodNode> methods = new LinkedHashMap<>();
    private final Deque<MethodNode> waiting = new ArrayDeque<>();
    private final Set<String> actions = new TreeSet<>();

    private Reach(Class<?> handler) {
        String name = Type.getInternalName(handler);
        make(name);
        enter(name, "<init>", "()V");
        while (!waiting.isEmpty()) {
            waiting.pop().instructions.forEach(this::follow);
        }
    }

    static Reach of(Class<?> handler) {
        return new Reach(handler);
    }

    /** The IAM actions of the SDK's operations that can be called. */
    Set<String> actions() {
        return actions;
    }

    /** The environment variables that can be read, but for the SDK's and Lambda's own, which begin with AWS_. */
    Set<String> variables() {
        Set<String> readers = new HashSet<>(Set.of("java/lang/System.getenv(Ljava/lang/String;)Ljava/lang/String;"));
        Set<String> names = new TreeSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Map.Entry<String, MethodNode> method : methods.entrySet()) {
                for (AbstractInsnNode call : method.getValue().instructions) {
                    if (call instanceof MethodInsnNode invoked && readers.contains(key(invoked))) {
                        grows |= constantBefore(call)
                                .map(names::add)
                                .orElseGet(() -> readers.add(method.getKey())); // it hands on what it was given
                    }
                }
            }
        }
        names.removeIf(name -> name.startsWith("AWS_"));
        return names;
    }

    private static Optional<String> constantBefore(AbstractInsnNode call) {
        AbstractInsnNode before = call.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before instanceof LdcInsnNode constant && constant.cst instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private static String key(MethodInsnNode call) {
        return call.owner + "." + call.name + call.desc;
    }

    private void follow(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            call(call.owner, call.name, call.desc, call.getOpcode());
        } else if (instruction instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
            make(type.desc);
        } else if (instruction instanceof FieldInsnNode field) {
            initialize(field.owner);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            Arrays.stream(dynamic.bsmArgs)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .forEach(this::call);
        }
    }

    private void call(Handle handle) {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            make(handle.getOwner());
        }
        boolean isVirtual = handle.getTag() == Opcodes.H_INVOKEVIRTUAL || handle.getTag() == Opcodes.H_INVOKEINTERFACE;
        call(
                handle.getOwner(),
                handle.getName(),
                handle.getDesc(),
                isVirtual ? Opcodes.INVOKEVIRTUAL : Opcodes.INVOKESTATIC);
    }

    private void call(String owner, String name, String signature, int opcode) {
        if (!owner.startsWith(OURS)) {
            actions.addAll(SdkCalls.actions(owner.replace('/', '.'), name));
            return;
        }
        initialize(owner);
        enter(owner, name, signature);
        boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
        if (isVirtual && signatures.add(name + signature)) {
            List.copyOf(made).forEach(type -> enter(type, name, signature));
        }
    }

    private void make(String type) {
        if (!type.startsWith(OURS) || !made.add(type)) {
            return;
        }
        initialize(type);
        Set<String> foreign = foreignMethods(type);
        for (MethodNode method : inherited(type)) {
            if (foreign.contains(method.name) || signatures.contains(method.name + method.desc)) {
                enter(type, method.name, method.desc);
            }
        }
    }

    private void initialize(String type) {
        if (type.startsWith(OURS) && initialized.add(type)) {
            enter(type, "<clinit>", "()V");
            initialize(String.valueOf(load(type).superName));
        }
    }

    /** Names are enough: what is too much does no harm. */
    private static Set<String> foreignMethods(String type) {
        Set<String> names = new HashSet<>();
        Deque<@Nullable Class<?>> types = new ArrayDeque<>(List.of(classOf(type)));
        while (!types.isEmpty()) {
            Class<?> next = Objects.requireNonNull(types.pop());
            if (!next.getName().startsWith("dev.tasktoken.")) {
                Arrays.stream(next.getDeclaredMethods()).forEach(method -> names.add(method.getName()));
            }
            types.addAll(List.of(next.getInterfaces()));
            if (next.getSuperclass() != null) {
                types.add(next.getSuperclass());
            }
        }
        return names;
    }

    private static Class<?> classOf(String type) {
        try {
            return Class.forName(type.replace('/', '.'), false, Reach.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<MethodNode> inherited(String type) {
        List<MethodNode> inherited = new ArrayList<>();
        for (String ancestor : ancestors(type)) {
            load(ancestor).methods.stream()
                    .filter(method -> !method.name.startsWith("<") && (method.access & Opcodes.ACC_STATIC) == 0)
                    .forEach(inherited::add);
        }
        return inherited;
    }

    /** Of ours: the type itself, what it extends, then what these implement. */
    private List<String> ancestors(String type) {
        List<String> ancestors = new ArrayList<>();
        for (String next = type; next.startsWith(OURS); next = String.valueOf(load(next).superName)) {
            ancestors.add(next);
        }
        for (int i = 0; i < ancestors.size(); i++) {
            load(ancestors.get(i)).interfaces.stream()
                    .filter(name -> name.startsWith(OURS) && !ancestors.contains(name))
                    .forEach(ancestors::add);
        }
        return ancestors;
    }

    private void enter(String type, String name, String signature) {
        for (String ancestor : ancestors(type)) {
            for (MethodNode method : load(ancestor).methods) {
                if (method.name.equals(name) && method.desc.equals(signature)) {
                    if (methods.putIfAbsent(ancestor + "." + name + signature, method) == null) {
                        waiting.push(method);
                    }
                    return;
                }
            }
        }
    }

    private ClassNode load(String type) {
        return classes.computeIfAbsent(type, name -> {
            try (InputStream in = Reach.class.getResourceAsStream("/" + name + ".class")) {
                ClassNode node = new ClassNode();
                new ClassReader(Objects.requireNonNull(in, name)).accept(node, ClassReader.SKIP_DEBUG);
                return node;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
