package dev.tasktoken.simulation;

import java.util.ArrayList;
import java.util.List;

/** Takes what a list says, then the undisturbed option; remembers how many options there were. */
final class ListedChoices implements Choices {
    private final List<Integer> listed;
    final List<Integer> taken = new ArrayList<>();
    final List<Integer> options = new ArrayList<>();

    ListedChoices(List<Integer> listed) {
        this.listed = listed;
    }

    @Override
    public int fault(int count) {
        return take(count);
    }

    @Override
    public int next(int count) {
        return take(count);
    }

    private int take(int count) {
        int choice = taken.size() < listed.size() ? listed.get(taken.size()) : 0;
        if (choice >= count) {
            throw new IllegalStateException("The history does not repeat itself: " + listed + " at " + taken.size());
        }
        taken.add(choice);
        options.add(count);
        return choice;
    }

    /** The list that leads to the next history in depth-first order; empty after the last. */
    List<Integer> following() {
        int at = taken.size() - 1;
        while (at >= 0 && taken.get(at) + 1 >= options.get(at)) {
            at--;
        }
        if (at < 0) {
            return List.of();
        }
        List<Integer> next = new ArrayList<>(taken.subList(0, at + 1));
        next.set(at, next.get(at) + 1);
        return next;
    }
}
