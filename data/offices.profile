# Lists of judicial offices, as a city or county keeps them: an office is known by
# its code.  A name that changed is told as a conflict, for papers bear the old one.
# SPDX-License-Identifier: Apache-2.0
[profile offices]
title  = 司法所名单
forms  = bureau
person = none
sum    = 合计 总计 小计 共计 累计
sign   = 填报单位 制表单位 填表人 制表人 审核人 单位负责人 填报日期 制表日期 说明
bureau.code      司法所代码 司法所编码 机构代码 机构编码 单位代码 代码 编码
    required = yes
    key      = yes
bureau.name      司法所 司法所名称 机构名称 单位名称 所名 名称
    required = yes
bureau.parent    上级 上级机构 上级单位 主管单位 主管机关 县司法局 司法局 上级代码
bureau.region    区划 区划代码 行政区划 行政区划代码
bureau.area      地区 辖区 所在地区 所属地区 所在乡镇 乡镇 乡镇街道
bureau.villages  村居 管辖村居 所辖村居 辖区村居 村（社区） 所辖村（社区） 村居名单
bureau.full_time 专职人员 专职人数 专职人员数 专职工作人员
bureau.phone     联系电话 电话 办公电话
bureau.address   办公地址 地址 所址
bureau.remark    备注 说明事项
- 序号 序 行号 原因 在册人数 在册 在册人员 帮教人数 人数 兼职人员
