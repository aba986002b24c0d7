package dev.tasktoken.s3;

/** A call of S3 and the permission that it needs. */
enum Operation {
    PUT_OBJECT("PutObject", "s3:PutObject"),
    /** Without s3:ListBucket, S3 answers 403 for an object that does not exist. */
    GET_OBJECT("GetObject", "s3:GetObject and s3:ListBucket"),
    HEAD_OBJECT("HeadObject", "s3:GetObject and s3:ListBucket"),
    DELETE_OBJECT("DeleteObject", "s3:DeleteObject"),
    LIST_OBJECTS("ListObjectsV2", "s3:ListBucket");

    private final String called;
    private final String permission;

    Operation(String called, String permission) {
        this.called = called;
        this.permission = permission;
    }

    String permission() {
        return permission;
    }

    @Override
    public String toString() {
        return called;
    }
}
