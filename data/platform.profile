# Lists that other systems send out, with their numbers instead of names: the
# heads of the roster, and whose numbers they are.  systems: the first one that a
# code table knows counts for it (data/codes/systems.codes), and no other; the two
# sets of 安置方式 give the same numbers other meanings.
# SPDX-License-Identifier: Apache-2.0
[profile roster_mz]
title   = 花名册（司法行政平台编码）
like    = roster
systems = mz sys219 s220

# The columns of the standard (report gb31000): 原罪名 is the class of the charge,
# 安置情况 the way of settling, 衔接情况 the way of coming over.
[profile roster_gb]
title   = 花名册（GB/T 31000 编码）
like    = roster
systems = gb
period.offence         罪名 案由 所犯罪名 判处罪名 原判罪名
period.offence_class   原罪名 原罪名类别 罪名类别
period.category        危险性评估类型 危险性评估 帮教类别 帮教类型
period.settled         是否安置 安置状态
period.settle_way      安置情况 安置方式
period.intake_state    衔接状态 是否衔接
intake.state           衔接状态 是否衔接
intake.way             衔接情况 衔接方式
