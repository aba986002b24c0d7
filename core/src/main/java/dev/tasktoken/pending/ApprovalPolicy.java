package dev.tasktoken.pending;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many people must agree before a task succeeds, and who. It is stored with the token, so that every process counts
 * alike.
 *
 * <p>Always: nobody counts twice, the requester ({@link PendingTaskInfo#requester()}) does not vote, and the first
 * rejection by somebody who may vote fails the task. With roles, each needs a person of its own: one with two roles
 * counts for one of them. The spellings of a name ({@link DecidedBy#name()}) are one person; {@code approvers} are
 * compared exactly. Immutable.
 *
 * <pre>{@code
 * ApprovalPolicy.approvals(2)                                  // any two
 * ApprovalPolicy.approvals(2).of("ann", "bob", "cem")          // two of three
 * ApprovalPolicy.oneOfEach("finance", "legal")                     // one of each
 * }</pre>
 *
 * @param approvals how many must approve, 1 to {@value #MAX_APPROVALS}
 * @param approvers who may vote, by {@link DecidedBy#name()}; empty for everybody
 * @param roles which roles must approve; empty for none in particular
 */
public record ApprovalPolicy(int approvals, Set<String> approvers, Set<String> roles) {
    /** The most approvals that can be asked for. */
    public static final int MAX_APPROVALS = 20;

    /** The most people that can be named. */
    public static final int MAX_APPROVERS = 100;

    /**
     * Checks that the policy can be met.
     *
     * @param approvals how many must approve
     * @param approvers who may vote
     * @param roles which roles must approve
     * @throws IllegalArgumentException if it cannot be met, or asks for too many
     */
    public ApprovalPolicy {
        approvers = Set.copyOf(approvers);
        roles = Set.copyOf(roles);
        if (approvals < 1 || approvals > MAX_APPROVALS) {
            throw new IllegalArgumentException("approvals must be between 1 and " + MAX_APPROVALS + ": " + approvals);
        }
        if (roles.size() > approvals) {
            throw new IllegalArgumentException(roles.size() + " roles need as many approvals, not " + approvals);
        }
        if (approvers.size() > MAX_APPROVERS || (!approvers.isEmpty() && approvers.size() < approvals)) {
            throw new IllegalArgumentException("there must be " + approvals + " to " + MAX_APPROVERS
                    + " approvers, or none for everybody, not " + approvers.size());
        }
        approvers.forEach(name -> DecidedBy.requireName("an approver", name));
        roles.forEach(role -> DecidedBy.requireName("a role", role));
    }

    /**
     * Asks for the approval of several people.
     *
     * @param approvals how many, 1 to {@value #MAX_APPROVALS}
     * @return the policy
     * @throws IllegalArgumentException if it is out of range
     */
    public static ApprovalPolicy approvals(int approvals) {
        return new ApprovalPolicy(approvals, Set.of(), Set.of());
    }

    /**
     * Asks for the approval of each role, by a person of its own.
     *
     * @param roles at least one, at most {@value #MAX_APPROVALS}
     * @return the policy
     * @throws IllegalArgumentException if there are none or too many
     */
    public static ApprovalPolicy oneOfEach(String... roles) {
        return new ApprovalPolicy(roles.length, Set.of(), Set.of(roles));
    }

    /**
     * Lets only these people vote.
     *
     * @param approvers their names
     * @return the policy
     * @throws IllegalArgumentException if they are too few or too many
     */
    public ApprovalPolicy of(String... approvers) {
        return new ApprovalPolicy(approvals, Set.of(approvers), roles);
    }

    /** Whether the person is one who may vote at all; the requester and who voted before are the caller's to refuse. */
    boolean permits(DecidedBy person) {
        return (approvers.isEmpty() || approvers.contains(person.name()))
                && (roles.isEmpty()
                        || roles.size() < approvals
                        || person.roles().stream().anyMatch(roles::contains));
    }

    boolean isMetBy(Collection<DecidedBy> people) {
        Map<String, String> roleOf = new HashMap<>();
        return people.size() >= approvals
                && roles.stream().allMatch(role -> finds(role, people, roleOf, new HashSet<>()));
    }

    /**
     * Gives a role to a person, who may pass their own role on to another: an augmenting path of a bipartite matching.
     *
     * @param roleOf the role that each person has now, by folded name
     * @param asked who was asked on this path
     */
    private static boolean finds(
            String role, Collection<DecidedBy> people, Map<String, String> roleOf, Set<String> asked) {
        for (DecidedBy person : people) {
            String name = DecidedBy.folded(person.name());
            if (person.roles().contains(role) && asked.add(name)) {
                String other = roleOf.get(name);
                if (other == null || finds(other, people, roleOf, asked)) {
                    roleOf.put(name, role);
                    return true;
                }
            }
        }
        return false;
    }
}
