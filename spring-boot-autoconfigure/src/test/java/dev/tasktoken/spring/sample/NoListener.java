package dev.tasktoken.spring.sample;

import org.springframework.stereotype.Component;

/** Left out of a test of listeners. */
@Component
class NoListener {}
