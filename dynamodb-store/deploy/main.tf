# The table of DynamoDbTokenStore, and the policies of those who use it: a module for Terraform.

variable "name" {
  type        = string
  description = "The table's name"
}

variable "kms_key_arn" {
  type        = string
  default     = null
  description = "The KMS key that the table is encrypted with; null for the key that DynamoDB owns"
}

resource "aws_dynamodb_table" "waiting" {
  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "recordId"
  range_key    = "recordName"

  attribute {
    name = "recordId"
    type = "S"
  }

  attribute {
    name = "recordName"
    type = "S"
  }

  attribute {
    name = "listKey"
    type = "S"
  }

  attribute {
    name = "timeOrder"
    type = "S"
  }

  attribute {
    name = "deadlineOrder"
    type = "S"
  }

  # Times only: no token and no decision is copied into an index.
  global_secondary_index {
    name               = "by-time"
    hash_key           = "listKey"
    range_key          = "timeOrder"
    projection_type    = "INCLUDE"
    non_key_attributes = ["keptUntil", "listedAt", "listedUntil"]
  }

  global_secondary_index {
    name               = "by-deadline"
    hash_key           = "listKey"
    range_key          = "deadlineOrder"
    projection_type    = "INCLUDE"
    non_key_attributes = ["keptUntil", "listedAt", "listedUntil"]
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  dynamic "server_side_encryption" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  # It would keep deleted tokens for 35 days.
  point_in_time_recovery {
    enabled = false
  }

  # Tasks that wait can not be answered without it.
  lifecycle {
    prevent_destroy = true
  }
}

data "aws_region" "current" {}

# Functions that park or decide. Whoever may read tokens can answer the tasks.
data "aws_iam_policy_document" "answer" {
  statement {
    actions = [
      "dynamodb:PutItem",
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:DeleteItem",
      "dynamodb:Query",
    ]
    resources = [aws_dynamodb_table.waiting.arn]
  }

  statement {
    actions   = ["dynamodb:Query"]
    resources = ["${aws_dynamodb_table.waiting.arn}/index/*"]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["dynamodb.${data.aws_region.current.name}.amazonaws.com"]
      }
    }
  }
}

# Whoever shows past decisions and can answer nothing: no key that begins with tokens#.
data "aws_iam_policy_document" "read_decisions" {
  statement {
    actions = [
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:Query",
    ]
    resources = [aws_dynamodb_table.waiting.arn, "${aws_dynamodb_table.waiting.arn}/index/*"]
    condition {
      test     = "ForAllValues:StringLike"
      variable = "dynamodb:LeadingKeys"
      values   = ["decisions#*"]
    }
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["dynamodb.${data.aws_region.current.name}.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_policy" "answer" {
  name   = "${var.name}-answer"
  policy = data.aws_iam_policy_document.answer.json
}

resource "aws_iam_policy" "read_decisions" {
  name   = "${var.name}-read-decisions"
  policy = data.aws_iam_policy_document.read_decisions.json
}

output "table_name" {
  value = aws_dynamodb_table.waiting.name
}

output "answer_policy_arn" {
  value = aws_iam_policy.answer.arn
}

output "read_decisions_policy_arn" {
  value = aws_iam_policy.read_decisions.arn
}
