package dev.tasktoken.pages;

/** Drawings beside texts that say the same: programs that read a page aloud skip them. */
enum Icon {
    CHECK("M5 12.5l4.5 4.5L19 7.5"),
    CROSS("M6.5 6.5l11 11M17.5 6.5l-11 11"),
    CLOCK("M12 7v5.2l3.2 2M12 3.5a8.5 8.5 0 1 0 .01 0z"),
    LINK("M10 14l4-4M8.5 11.5l-2 2a3.2 3.2 0 0 0 4.5 4.5l2-2M15.5 12.5l2-2A3.2 3.2 0 0 0 13 6l-2 2"),
    ALERT("M12 8.5v4.5M12 16.4v.1M12 3.8L21 19.5H3z"),
    NEXT("M9.5 6l6 6-6 6");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    String html() {
        return "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" aria-hidden=\"true\"><path d=\""
                + path + "\" fill=\"none\" stroke=\"currentColor\"/></svg>";
    }
}
