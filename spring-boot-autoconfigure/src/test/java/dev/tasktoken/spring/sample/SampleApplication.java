package dev.tasktoken.spring.sample;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class SampleApplication {}
