package dev.tasktoken.delivery;

import java.util.ArrayList;
import java.util.List;

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

    List<Member> all() {
        return members;
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
