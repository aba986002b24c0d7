package dev.tasktoken.pending;

/**
 * The lists that a {@link TokenStore} keeps in order. A record is in the lists of its area if {@link TokenStore#create}
 * was given a place for it, and leaves them when it is deleted.
 */
public enum Listing {
    /** Records of {@link TokenStore.Area#TOKENS}, the oldest {@link ListPlace#at()} first. */
    WAITING_BY_AGE(TokenStore.Area.TOKENS),

    /** Records of {@link TokenStore.Area#TOKENS} that have a {@link ListPlace#until()}, the nearest first. */
    WAITING_BY_DEADLINE(TokenStore.Area.TOKENS),

    /** Records of {@link TokenStore.Area#DECISIONS}, the newest {@link ListPlace#at()} first. */
    DECIDED_NEWEST_FIRST(TokenStore.Area.DECISIONS);

    private final TokenStore.Area area;

    Listing(TokenStore.Area area) {
        this.area = area;
    }

    /**
     * Returns the area whose records are listed.
     *
     * @return the area
     */
    public TokenStore.Area area() {
        return area;
    }
}
