package dev.tasktoken.examples.guide;

import java.io.IOException;

final class RunOnce {
    public static void main(String[] args) throws IOException {
        new ShippingFunction().handleRequest(System.in, System.out, null);
    }
}
