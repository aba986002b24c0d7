package dev.tasktoken.pages;

import java.util.ResourceBundle;

/** The texts of one language, and those that stand in for what it lacks. */
record Wording(ResourceBundle texts, ResourceBundle others) {
    String get(String key) {
        return texts.containsKey(key) ? texts.getString(key) : others.getString(key);
    }
}
