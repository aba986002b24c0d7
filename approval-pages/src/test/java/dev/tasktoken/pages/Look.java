package dev.tasktoken.pages;

/**
 * How a page is looked at.
 *
 * @param name for the report
 * @param width of the window, in pixels of the page
 * @param zoom pixels of the screen for one of the page
 * @param isDark whether the reader prefers dark
 * @param isForced whether the system forces its own colours
 * @param isBare whether the page has no style
 */
record Look(String name, int width, int zoom, boolean isDark, boolean isForced, boolean isBare) {
    static final Look DESK = new Look("desk", 1280, 1, false, false, false);
    static final Look DARK = new Look("dark", 1280, 1, true, false, false);
    static final Look PHONE = new Look("phone, 375 px", 375, 1, false, false, false);
    static final Look DARK_PHONE = new Look("phone, dark", 375, 1, true, false, false);
    static final Look ZOOMED = new Look("zoom of 200 %", 640, 2, false, false, false);
    static final Look FORCED = new Look("forced colours", 1280, 1, false, true, false);
    static final Look BARE = new Look("without CSS", 1280, 1, false, false, true);
}
