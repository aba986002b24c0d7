package dev.tasktoken.examples.onedependency;

record PaymentOrder(String orderId, long cents) {}
