package dev.tasktoken.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where the members of a document's root object are, noted while it is scanned. */
final class RootMembers {
    private final List<Member> members = new ArrayList<>();

    /**
     * A key and its value.
     *
     * @param name the key
     * @param from where the key begins
     * @param value the value's characters
     */
    record Member(String name, int from, Span value) {
        Span span() {
            return new Span(from, value.to());
        }
    }

    void add(Member member) {
        members.add(member);
    }

    /** Whether a member is so long, in characters, with its key; other than those of some names. */
    boolean hasLongOne(int length, Set<String> notOf) {
        for (Member member : members) {
            if (member.value().to() - member.from() >= length && !notOf.contains(member.name())) {
                return true;
            }
        }
        return false;
    }

    List<Member> named(String name) {
        List<Member> named = new ArrayList<>();
        for (Member member : members) {
            if (member.name().equals(name)) {
                named.add(member);
            }
        }
        return named;
    }
}
